"""Runs the document's Python sample from standard input, unchanged: its host and its token are put in where its request leaves."""
import os
import sys

import requests

send = requests.Session.request


def request(self, method, url, **given):
    url = url.replace("https://your-domain.com", os.environ["GATEWAY"])
    headers = {name: value.replace("YOUR_AUTH_TOKEN", os.environ["TOKEN"]) for name, value in given.pop("headers").items()}
    return send(self, method, url, headers=headers, **given)


requests.Session.request = request
scope = {}
exec(compile(sys.stdin.buffer.read().decode(), "sample", "exec"), scope)
print(scope["payment_url"])
