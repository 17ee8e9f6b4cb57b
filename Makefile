# Short for `python3 scripts/dev.py …`, where the commands are explained.
.PHONY: serve test site packets check record lock
serve test site packets check record lock:
	@python3 scripts/dev.py $@
