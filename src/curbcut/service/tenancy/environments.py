"""Regional deployments. A deployment serves one environment; an institution belongs to one."""

import ipaddress
import re
from dataclasses import dataclass

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Environment:
    """A regional deployment.

    Attributes:
        code: Short name of a documented one, else the host.
        host: Host that people and Canvas reach it under, with the port where it is not the scheme's own.
    """

    code: str
    host: str

    @property
    def is_host(self) -> bool:
        """Whether the host can be one: letters of a host name or an address, and a port."""
        return _HOST.fullmatch(self.host) is not None

    @property
    def is_loopback(self) -> bool:
        """Whether it is reachable from this machine only, which is the one case where plain http is allowed."""
        name = self.host.rpartition(":")[0] if self.host.rpartition(":")[2].isdecimal() else self.host
        if name == "localhost":
            return True
        try:
            return ipaddress.ip_address(name.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def base_url(self) -> str:
        """`https://host`; `http://host` on loopback only."""
        return f"{'http' if self.is_loopback else 'https'}://{self.host}"

    def callback_url(self, client_id: int) -> str:
        """Return the redirect URI that an institution puts on its developer key."""
        return f"{self.base_url}/api/v2/{client_id}/auth/canvas/callback"


DOCUMENTED = (
    Environment("us", "prod.ally.ac"),
    Environment("ca", "prod-ca-central-1.ally.ac"),
    Environment("eu", "prod-eu-central-1.ally.ac"),
    Environment("sg", "prod-ap-southeast-1.ally.ac"),
    Environment("au", "prod-ap-southeast-2.ally.ac"),
)
"""The documented presets; any host of one's own is an environment too."""

_BY_NAME = {environment.code: environment for environment in DOCUMENTED} | {
    environment.host: environment for environment in DOCUMENTED
}


def environment_of(name: str) -> Environment:
    """Return the environment of a short name or of a host, with or without scheme and final slash."""
    host = name.strip().removeprefix("https://").removeprefix("http://").rstrip("/").lower()
    return _BY_NAME.get(host) or Environment(host, host)
