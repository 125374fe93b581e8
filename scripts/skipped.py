"""Lists the tests that result files (trx) say were skipped, by their reasons."""
import sys
from collections import defaultdict
from xml.etree import ElementTree

SPACE = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
reasons = defaultdict(list)
for path in sys.argv[1:]:
    for result in ElementTree.parse(path).iter(SPACE + "UnitTestResult"):
        if result.get("outcome") == "NotExecuted":
            reasons[result.findtext(f".//{SPACE}Message", "no reason").strip()].append(result.get("testName"))
for reason, tests in sorted(reasons.items()):
    print(f"skipped, {len(tests)}: {reason}")
    for test in sorted(tests):
        print(f"  {test}")
