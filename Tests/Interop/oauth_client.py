"""The official client that signs in by OAuth 2, as a client that was registered at the provider before."""

from mcp.client.auth import AuthorizationCodeResult, OAuthClientProvider
from mcp.shared.auth import OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from urllib.parse import parse_qsl, urlsplit


class Storage:
    """What a client keeps; it was registered at the provider before."""

    def __init__(self, id, redirect):
        self.tokens = None
        self.client = OAuthClientInformationFull(
            client_id=id, redirect_uris=[redirect], token_endpoint_auth_method="none",
            grant_types=["authorization_code", "refresh_token"], response_types=["code"],
        )

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


class Browser:
    """The browser of a person, which the client opens; `follow` takes it from the provider's URL to the redirect."""

    def __init__(self, follow):
        self.follow = follow
        self.asked = []

    async def open(self, url):
        self.asked.append(dict(parse_qsl(urlsplit(url).query)))
        self.result = dict(parse_qsl(urlsplit(self.follow(url)).query))

    async def callback(self):
        return AuthorizationCodeResult(
            code=self.result["code"], state=self.result["state"], iss=self.result.get("iss")
        )


def signing_in(url, browser, storage):
    """What authenticates a client at the server of a URL."""
    metadata = OAuthClientMetadata(
        client_name="test", redirect_uris=storage.client.redirect_uris, token_endpoint_auth_method="none",
        grant_types=["authorization_code", "refresh_token"], response_types=["code"],
    )
    return OAuthClientProvider(url, metadata, storage, browser.open, browser.callback)
