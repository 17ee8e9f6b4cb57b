# Short for `python3 scripts/dev.py …`, where the commands are explained.
.PHONY: serve site check test record lock
serve site check test record lock:
	@python3 scripts/dev.py $@
