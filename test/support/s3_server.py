"""
OpenStack Swift with its S3 interface, whole and in one process: a real S3-compatible server for tests.

    /usr/bin/python3 swift.py HOME ACCESS_KEY SECRET

keeps everything in HOME (its file system must know extended attributes) and prints the port once it listens on the
loopback. The access key is `account:user`.
"""
import os
import sys

import eventlet
from eventlet import hubs, wsgi

eventlet.monkey_patch()

from swift.common import storage_policy, utils  # noqa: E402
from swift.common.http_protocol import SwiftHttpProtocol  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

SERVERS = ("account", "container", "object")

SWIFT = """
[swift-hash]
swift_hash_path_prefix = tests
swift_hash_path_suffix = tests
"""

STORAGE = """
[DEFAULT]
swift_dir = {home}
devices = {home}
mount_check = false
log_level = ERROR
[app:main]
use = egg:swift#{name}
"""

PROXY = """
[DEFAULT]
swift_dir = {home}
log_level = ERROR
[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
auth_pipeline_check = false
allow_multipart_uploads = false
location = test
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
"""


class Forgetful:
    """In the place of memcached, which sign-in wants to have but signed requests do not need."""

    def get(self, *_, **__):
        return None

    def set(self, *_, **__):
        pass

    delete = set


def write(home, name, text):
    path = os.path.join(home, name)
    with open(path, "w") as file:
        file.write(text)
    return path


def listen():
    sock = eventlet.listen(("127.0.0.1", 0))
    return sock, sock.getsockname()[1]


def write_ring(home, name, port):
    builder = RingBuilder(0, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "weight": 1, "ip": "127.0.0.1", "port": port, "device": "disk"})
    builder.rebalance()
    builder.get_ring().save(os.path.join(home, name + ".ring.gz"))


def serve(sock, app):
    eventlet.spawn(
        wsgi.server, sock, app, utils.NullLogger(), protocol=SwiftHttpProtocol, capitalize_response_headers=False
    )


def main(home, key, secret):
    os.makedirs(os.path.join(home, "disk"))
    write(home, "swift.conf", SWIFT)
    utils.set_swift_dir(home)
    storage_policy.reload_storage_policies()
    sockets = {}
    for name in SERVERS:
        sockets[name], port = listen()
        write_ring(home, name, port)
    for name in SERVERS:
        serve(sockets[name], loadapp(write(home, name + ".conf", STORAGE.format(home=home, name=name))))
    account, user = key.split(":")
    conf = write(home, "proxy.conf", PROXY.format(home=home, account=account, user=user, secret=secret))
    proxy = loadapp(conf)
    memory = Forgetful()

    def with_memory(env, start_response):
        env["swift.cache"] = memory
        return proxy(env, start_response)

    sock, port = listen()
    serve(sock, with_memory)
    print(port, flush=True)
    # Whoever started it holds the other end of standard input: when it is gone, so is this.
    hubs.trampoline(sys.stdin, read=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
