package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A keyword of ssh_config(5) and its treatment. {@code docs/ssh.md} has the same table.
 *
 * @param name its name as the manual page writes it
 * @param treatment how the engine treats it
 * @param harmless the values, in lower case, that change nothing here; the engine accepts them without a warning
 */
record Keyword(String name, Treatment treatment, List<String> harmless) {

    enum Treatment {
        /** The engine honors the value. */
        HONORED,
        /** The keyword does not concern the connections of a deploy. */
        NOT_NEEDED,
        /** The engine connects without it and prints a warning. */
        WARNED,
        /** The engine refuses to connect: without the keyword the connection would be less safe, or a different one. */
        REFUSED
    }

    private static final Map<String, Keyword> ALL = new LinkedHashMap<>();

    static {
        add(
                Treatment.HONORED,
                "Host Match Include HostName HostKeyAlias User Port IdentityFile IdentitiesOnly IdentityAgent"
                        + " CertificateFile UserKnownHostsFile GlobalKnownHostsFile ProxyJump ProxyCommand Ciphers MACs"
                        + " KexAlgorithms HostKeyAlgorithms PubkeyAcceptedAlgorithms PubkeyAcceptedKeyTypes"
                        + " IgnoreUnknown");
        add(
                Treatment.NOT_NEEDED,
                "AddKeysToAgent BatchMode CASignatureAlgorithms ChallengeResponseAuthentication CheckHostIP"
                        + " ClearAllForwardings Compression CompressionLevel ConnectionAttempts ConnectTimeout"
                        + " ControlMaster ControlPath ControlPersist DynamicForward EnableEscapeCommandline"
                        + " EnableSSHKeysign EscapeChar ExitOnForwardFailure FingerprintHash ForkAfterAuthentication"
                        + " ForwardAgent ForwardX11 ForwardX11Timeout ForwardX11Trusted GatewayPorts"
                        + " GSSAPIAuthentication GSSAPIDelegateCredentials HashKnownHosts"
                        + " HostbasedAcceptedAlgorithms HostbasedAuthentication IPQoS KbdInteractiveAuthentication"
                        + " KbdInteractiveDevices LocalCommand LocalForward LogLevel LogVerbose"
                        + " NumberOfPasswordPrompts ObscureKeystrokeTiming PasswordAuthentication"
                        + " PermitLocalCommand PermitRemoteOpen PreferredAuthentications RekeyLimit RemoteForward"
                        + " RequestTTY SendEnv ServerAliveCountMax ServerAliveInterval SessionType StdinNull"
                        + " StreamLocalBindMask StreamLocalBindUnlink SyslogFacility Tag TCPKeepAlive Tunnel"
                        + " TunnelDevice UpdateHostKeys UseKeychain VisualHostKey XAuthLocation");
        add(Treatment.WARNED, "AddressFamily", "any");
        add(Treatment.WARNED, "CanonicalizeHostname", "no");
        add(
                Treatment.WARNED,
                "BindAddress BindInterface CanonicalDomains CanonicalizeFallbackLocal CanonicalizeMaxDots"
                        + " CanonicalizePermittedCNAMEs ChannelTimeout KnownHostsCommand RemoteCommand SetEnv");
        add(Treatment.WARNED, "NoHostAuthenticationForLocalhost", "no");
        add(Treatment.WARNED, "StrictHostKeyChecking", "yes", "ask");
        add(Treatment.WARNED, "VerifyHostKeyDNS", "no", "ask");
        add(Treatment.WARNED, "PKCS11Provider SecurityKeyProvider", "none", "internal");
        add(Treatment.REFUSED, "ProxyUseFdpass", "no");
        add(Treatment.REFUSED, "PubkeyAuthentication", "yes", "unbound", "host-bound");
        add(Treatment.REFUSED, "RequiredRSASize", "1024", "2048");
        add(Treatment.REFUSED, "RevokedHostKeys", "none");
    }

    private static void add(Treatment treatment, String names, String... harmless) {
        for (String name : names.split(" ")) {
            ALL.put(name.toLowerCase(Locale.ROOT), new Keyword(name, treatment, Arrays.asList(harmless)));
        }
    }

    /** All known keywords. */
    static List<Keyword> all() {
        return List.copyOf(ALL.values());
    }

    /** The keyword with this name, in any case. An unknown keyword is ignored with a warning. */
    static Keyword of(String name) {
        return ALL.getOrDefault(name.toLowerCase(Locale.ROOT), new Keyword(name, Treatment.WARNED, List.of()));
    }

    boolean isKnown() {
        return ALL.containsKey(name.toLowerCase(Locale.ROOT));
    }
}
