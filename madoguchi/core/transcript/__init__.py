"""転記 - one transcript per back office and procedure, of which all four ways of handing over are made."""

from .compare import same as same
from .sheet import Line as Line
from .sheet import Replaced as Replaced
from .sheet import Sheet as Sheet
from .sheet import sheet as sheet
