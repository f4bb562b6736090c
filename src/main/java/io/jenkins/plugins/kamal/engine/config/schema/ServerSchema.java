package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.named;

import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;

/** The keys of a role, {@code ssh}, {@code sshkit}, {@code boot}, {@code env} and {@code logging}. */
final class ServerSchema {

    static final Section ENV = Section.of(
            "env",
            "Environment",
            key("clear", ValueType.TEXT_MAP, "Variables and their values."),
            key("secret", ValueType.TEXTS, "Names of secrets; `VARIABLE:SECRET` if the names differ."),
            key("tags", ValueType.SECTIONS, "Variables for the hosts with a tag, by tag; only allowed at the root."));

    static final Section LOGGING = Section.of(
            "logging",
            "Container logs",
            key("driver", ValueType.TEXT, "Docker's log driver.").withDefault("Docker's default"),
            key("options", ValueType.OPTION_MAP, "Options of the log driver.")
                    .withDefault("max-size: 10m, if `driver` is not set either"));

    static final Section ROLE = Section.of(
            "servers/<role>",
            "A role",
            key("hosts", ValueType.HOSTS, "The role's hosts, with their tags."),
            key("cmd", ValueType.TEXT, "Command of the container.").withDefault("the image's default"),
            key("stop_timeout", ValueType.WHOLE_NUMBER, "Seconds before a stopping container is killed.")
                    .withDefault("the value at the root"),
            key(
                    "options",
                    ValueType.OPTION_MAP,
                    "Additional options for `docker run`; `restart` replaces `unless-stopped`."),
            named("logging", ValueType.SECTION, LOGGING, "Container logs; overrides `logging` at the root."),
            named(
                            "proxy",
                            ValueType.SECTION_OR_SWITCH,
                            ProxySchema.PROXY,
                            "Whether and how the role gets requests from the proxy; overrides keys at the root.")
                    .withDefault("true for the primary role, false for others"),
            key("labels", ValueType.TEXT_MAP, "Additional labels; `service`, `role` and `destination` are reserved."),
            named("env", ValueType.ENV, ENV, "Environment variables; overrides `env` at the root."),
            key("asset_path", ValueType.TEXT, "Directory of assets; overrides `asset_path` at the root."));

    static final Section SSH = Section.of(
            "ssh",
            "SSH",
            key("user", ValueType.TEXT, "User on the servers.").withDefault(Ssh.USER),
            key("port", ValueType.TEXT, "Port of the servers.").withDefault(String.valueOf(Ssh.PORT)),
            key(
                    "proxy",
                    ValueType.TEXT,
                    "Jump hosts, `user@host:port`, separated by commas; the default user is `root`."),
            key(
                    "proxy_command",
                    ValueType.TEXT,
                    "Command whose input and output are used as the connection; ignored if `proxy` is set."),
            key("log_level", ValueType.TEXT, "Level of the SSH log.")
                    .allowing("debug, info, warn, error, fatal, unknown")
                    .withDefault("fatal"),
            key(
                            "keys_only",
                            ValueType.SWITCH,
                            "Whether only the named keys are offered, and not the keys of an ssh-agent.")
                    .withDefault("false"),
            key("keys", ValueType.TEXTS, "Paths of private keys."),
            key("key_data", ValueType.TEXTS, "Names of secrets that contain private keys."),
            key("config", ValueType.SSH_CONFIG, "Whether and which OpenSSH configuration files are read.")
                    .withDefault("true"),
            key("forward_agent", ValueType.SWITCH, "Whether the ssh-agent is forwarded to the servers.")
                    .withDefault("false"));

    static final Section SSHKIT = Section.of(
            "sshkit",
            "Connections",
            key(
                            "max_concurrent_starts",
                            ValueType.WHOLE_NUMBER,
                            "Maximum number of connections that are opened at the same time.")
                    .withDefault(String.valueOf(Sshkit.MAX_CONCURRENT_STARTS)),
            key("pool_idle_timeout", ValueType.WHOLE_NUMBER, "Seconds after which an idle connection is closed.")
                    .withDefault(String.valueOf(Sshkit.POOL_IDLE_TIMEOUT)),
            key("dns_retries", ValueType.WHOLE_NUMBER, "How often a failed DNS lookup is repeated.")
                    .withDefault(String.valueOf(Sshkit.DNS_RETRIES)));

    static final Section BOOT = Section.of(
            "boot",
            "Boot groups",
            key("limit", ValueType.TEXT, "Hosts that boot at the same time.")
                    .allowing("a whole number, or a percentage of all hosts")
                    .withDefault("all"),
            key("wait", ValueType.WHOLE_NUMBER, "Seconds between two groups.").withDefault("0"),
            key("parallel_roles", ValueType.SWITCH, "Whether the roles of one host boot at the same time.")
                    .withDefault("false"));

    private ServerSchema() {}
}
