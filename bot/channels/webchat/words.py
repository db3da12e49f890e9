"""The few words of the page itself; everything else comes from the conversation."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "zh_CN": {
        "title": "邻里 · 说说您的需要",
        "name": "邻里",
        "log": "对话",
        "them": "邻里：",
        "me": "您：",
        "write": "说说您需要什么…",
        "send": "发送",
        "photo": "发照片",
        "place": "发送我的位置",
        "size": "字号",
        "typing": "邻里正在回复",
        "online": "在线",
        "connecting": "正在连接…",
        "offline": "网络不通，连上后会自动发送",
        "offline_photo": "网络不通，照片没有发出去，请稍后再试。",
        "unsent": "没有发出去，点这里重试",
        "refused": "这张照片没有发出去，请再选一次",
        "chosen": "您选了：{label}",
        "today": "今天",
        "yesterday": "昨天",
        "newer": "有新消息",
        "my_place": "我的位置",
        "place_failed": "没能取得位置。您可以直接写下地址。",
        "too_large": "照片太大了，请选 10 MB 以内的。",
        "not_picture": "这个文件不是照片，请换一张。",
        "photo_alt": "照片",
        "phone": "您的电话号码",
        "skip": "跳到输入框",
        "noscript": "聊天需要开启 JavaScript。紧急情况请直接拨打 110、119 或 120；其他事情可拨打 12345。",
    },
    "en": {
        "title": "Linli · say what you need",
        "name": "Linli 邻里",
        "log": "Conversation",
        "them": "Linli: ",
        "me": "You: ",
        "write": "Say what you need…",
        "send": "Send",
        "photo": "Send a photo",
        "place": "Send my location",
        "size": "Text size",
        "typing": "Linli is writing",
        "online": "Online",
        "connecting": "Connecting…",
        "offline": "No connection; it will be sent when you are back online",
        "offline_photo": "No connection; the photo was not sent. Please try again later.",
        "unsent": "Not sent, tap to retry",
        "refused": "This photo was not sent; please choose it again",
        "chosen": "You chose: {label}",
        "today": "Today",
        "yesterday": "Yesterday",
        "newer": "New message",
        "my_place": "My location",
        "place_failed": "Your location could not be found. You can write the address instead.",
        "too_large": "This photo is too large; please choose one under 10 MB.",
        "not_picture": "This file is not a photo; please choose another.",
        "photo_alt": "Photo",
        "phone": "Your phone number",
        "skip": "Skip to the text field",
        "noscript": "The chat needs JavaScript. In an emergency call 110, 119 or 120; otherwise 12345.",
    },
}


def preferred(accepted: str) -> str:
    """The language of an Accept-Language header's first wish that we speak; Chinese when there is none."""
    for wish in accepted.lower().split(","):
        tag = wish.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh_CN"
        if tag.startswith("en"):
            return "en"
    return "zh_CN"
