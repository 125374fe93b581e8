"""Makes Fernet tokens with Python's cryptography, as the CrazyMiner application does: each line of standard input is a JSON object with
"secret_key", "text" and "twice" (whether the token is written as base64 once more); each line of output is a token."""
import base64
import hashlib
import json
import sys

from cryptography.fernet import Fernet

for line in sys.stdin.buffer:
    asked = json.loads(line)
    key = base64.urlsafe_b64encode(hashlib.sha256(asked["secret_key"].encode()).digest())
    token = Fernet(key).encrypt(asked["text"].encode())
    print((base64.urlsafe_b64encode(token) if asked["twice"] else token).decode(), flush=True)
