"""引き渡し - the after-school club handed over to the made-up back office."""

from madoguchi.lab.handover import HANDOVER as HANDOVER
from madoguchi.lab.handover import with_handover as with_handover
