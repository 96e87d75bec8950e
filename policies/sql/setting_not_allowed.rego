package cordon.sql

# METADATA
# title: Settings are on the allow-list
# description: |
#   Refuses SET and RESET of settings that would change who acts, how text is read, what the database enforces, or
#   where literals are logged; SHOW may read a few more.
# custom:
#   id: sql.setting_not_allowed
#   hipaa: 45 CFR 164.312(d), person or entity authentication - a session stays who it was when it was opened.
deny contains {
	"rule": "sql.setting_not_allowed",
	"message": concat("", [
		"Not to be touched through Cordon: ",
		named(shut_settings),
		". Leave it as it is; settings.yaml lists those that may change.",
	]),
} if {
	some name in statement.settings
	not setting_open(lower(name))
}

shut_settings contains name if {
	some name in statement.settings
	not setting_open(lower(name))
}

setting_open(name) if data.settings.allowed[name]

setting_open(name) if {
	data.settings.readable[name]
	only_shows
}

only_shows if {
	"show" in statement.kinds
	every kind in statement.kinds {
		kind == "show"
	}
}
