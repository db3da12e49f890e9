from __future__ import annotations
def compile_tree(tree): raise NotImplementedError
