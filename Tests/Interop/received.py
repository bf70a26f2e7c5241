"""A request as it arrived, read by other people's libraries: nothing of what wrote it."""

import io
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, unquote, urlsplit

from werkzeug.formparser import parse_form_data


class Received:
    def __init__(self, request):
        head, _, self.body = request.partition(b"\r\n\r\n")
        first, *lines = head.decode("ascii").split("\r\n")
        self.method, self.target, _ = first.split(" ")
        self.fields = {name.lower(): value.strip(" ") for name, _, value in (line.partition(":") for line in lines)}
        url = urlsplit(self.target)
        # Everything behind the path of the backend.
        self.segments = url.path.split("/")[2:]
        self.query = parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query))
        self._pairs = [pair.partition("=") for pair in url.query.split("&") if pair]

    @property
    def text_segments(self):
        return [unquote(segment, errors="strict") for segment in self.segments]

    def values(self, name):
        """The values of a name in the query, decoded."""
        return [value for key, value in self.query if key == name]

    def elements(self, name, separator):
        """The elements of a list in the query, whose separator stands as it is there."""
        values = [value for key, _, value in self._pairs if unquote(key) == name]
        return [unquote(element, errors="strict") for value in values for element in value.split(separator)]

    def cookie(self, name):
        crumb = SimpleCookie(self.fields.get("cookie", "")).get(name)
        return crumb and unquote(crumb.value, errors="strict")

    @property
    def json(self):
        """The text of a JSON body."""
        assert self.fields["content-type"] == "application/json"
        return self.body.decode()

    @property
    def form(self):
        """The fields and the files of a form or of a multipart body."""
        _, fields, files = parse_form_data(
            {
                "REQUEST_METHOD": self.method,
                "CONTENT_TYPE": self.fields["content-type"],
                "CONTENT_LENGTH": str(len(self.body)),
                "wsgi.input": io.BytesIO(self.body),
            },
            silent=False,
        )
        return fields, files
