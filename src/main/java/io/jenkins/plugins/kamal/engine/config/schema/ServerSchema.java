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
            key("clear", ValueType.TEXT_MAP, "Variables with their values."),
            key("secret", ValueType.TEXTS, "Names of secrets; `VARIABLE:SECRET` where the two names differ."),
            key("tags", ValueType.SECTIONS, "Variables for the hosts with a tag, by tag; only at the root."));

    static final Section LOGGING = Section.of(
            "logging",
            "Container logs",
            key("driver", ValueType.TEXT, "Docker's log driver.").withDefault("Docker's own"),
            key("options", ValueType.OPTION_MAP, "Options of the log driver.")
                    .withDefault("max-size: 10m, if there is no driver either"));

    static final Section ROLE = Section.of(
            "servers/<role>",
            "A role",
            key("hosts", ValueType.HOSTS, "The role's hosts, with their tags."),
            key("cmd", ValueType.TEXT, "Command of the container.").withDefault("the image's own"),
            key("stop_timeout", ValueType.WHOLE_NUMBER, "Seconds before a stopping container is killed.")
                    .withDefault("the root's"),
            key(
                    "options",
                    ValueType.OPTION_MAP,
                    "Further options of `docker run`; `restart` replaces `unless-stopped`."),
            named("logging", ValueType.SECTION, LOGGING, "Container logs; override those of the root."),
            named(
                            "proxy",
                            ValueType.SECTION_OR_SWITCH,
                            ProxySchema.PROXY,
                            "Whether and how requests reach the role through the proxy; overrides the root's keys.")
                    .withDefault("true for the primary role, false for others"),
            key("labels", ValueType.TEXT_MAP, "Further labels; `service`, `role` and `destination` are reserved."),
            named("env", ValueType.ENV, ENV, "Environment; overrides that of the root."),
            key("asset_path", ValueType.TEXT, "Directory of assets; overrides that of the root."));

    static final Section SSH = Section.of(
            "ssh",
            "SSH",
            key("user", ValueType.TEXT, "User on the servers.").withDefault(Ssh.USER),
            key("port", ValueType.TEXT, "Port of the servers.").withDefault(String.valueOf(Ssh.PORT)),
            key(
                    "proxy",
                    ValueType.TEXT,
                    "Jump hosts, `user@host:port`, separated by commas; `root@` where no user is named."),
            key(
                    "proxy_command",
                    ValueType.TEXT,
                    "Command whose input and output are the connection; ignored where `proxy` is set."),
            key("log_level", ValueType.TEXT, "Level of the SSH log.")
                    .allowing("debug, info, warn, error, fatal, unknown")
                    .withDefault("fatal"),
            key("keys_only", ValueType.SWITCH, "Whether only the named keys are offered, not those of an agent.")
                    .withDefault("false"),
            key("keys", ValueType.TEXTS, "Paths of private keys."),
            key("key_data", ValueType.TEXTS, "Names of secrets that hold private keys."),
            key("config", ValueType.SSH_CONFIG, "Whether and which OpenSSH configuration files are read.")
                    .withDefault("true"),
            key("forward_agent", ValueType.SWITCH, "Whether the agent is forwarded.")
                    .withDefault("false"));

    static final Section SSHKIT = Section.of(
            "sshkit",
            "Connections",
            key("max_concurrent_starts", ValueType.WHOLE_NUMBER, "How many connections are opened at the same time.")
                    .withDefault(String.valueOf(Sshkit.MAX_CONCURRENT_STARTS)),
            key("pool_idle_timeout", ValueType.WHOLE_NUMBER, "Seconds after which an idle connection is closed.")
                    .withDefault(String.valueOf(Sshkit.POOL_IDLE_TIMEOUT)),
            key("dns_retries", ValueType.WHOLE_NUMBER, "How often a failed name lookup is repeated.")
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
