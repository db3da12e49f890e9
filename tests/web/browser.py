"""What a person does in a browser without JavaScript: open pages, fill in forms."""

from __future__ import annotations

import re
import warnings
from typing import Any

with warnings.catch_warnings():
    # Starlette would like its client to stand on httpx2; it works as well on httpx.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from tests.web.street import PASSWORD, token_of


class Browser:
    """Keeps its cookies; sends forms with the token of the page that was opened last."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = ""

    def open(self, path: str, status: int = 200, **headers: str) -> str:
        """Open a page and give back its HTML."""
        response = self.client.get(path, headers=headers)
        assert response.status_code == status, (path, response.status_code, response.text[:500])
        if 'name="token"' in response.text:
            self.token = token_of(response.text)
        return response.text

    def send(self, path: str, status: int = 303, **fields: Any) -> str:
        """Send a form; gives back where it leads, or the page that came instead."""
        response = self.client.post(path, data={"token": self.token, **fields})
        assert response.status_code == status, (path, response.status_code, response.text[:500])
        return str(response.headers["location"]) if status == 303 else response.text

    def sign_in(self, login: str) -> None:
        """Sign in with the password and open the desk."""
        self.open("/sign-in")
        self.send("/sign-in", login=login, password=PASSWORD)
        self.open("/desk")

    def twice(self, number: str, action: str, **fields: Any) -> tuple[str, str]:
        """Open a need and click a form's button twice; gives back where either click leads."""
        seen = self.as_of(number)
        path = f"/desk/needs/{number}/{action}"
        return self.send(path, as_of=seen, **fields), self.send(path, as_of=seen, **fields)

    def as_of(self, number: str) -> str:
        """How a need's page says that it stands."""
        found = re.search(r'name="as_of" value="([^"]+)"', self.open(f"/desk/needs/{number}"))
        assert found is not None
        return found[1]

    def act(self, number: str, action: str, **fields: Any) -> str:
        """Open a need, use one of its forms, and give back where it leads."""
        self.open(f"/desk/needs/{number}")
        return self.send(f"/desk/needs/{number}/{action}", **fields)
