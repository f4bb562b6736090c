package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A keyword of ssh_config(5), and how it is treated; {@code docs/ssh.md} has the same table.
 *
 * @param name its name as the manual page writes it
 * @param treatment how it is treated
 * @param harmless the values that change nothing here, in lower case; they are always taken without a word
 */
record Keyword(String name, Treatment treatment, List<String> harmless) {

    enum Treatment {
        /** Its value counts. */
        HONORED,
        /** It does not concern the connections of a deploy. */
        NOT_NEEDED,
        /** The connection is made without it, and a warning says so. */
        WARNED,
        /** The connection would be less safe without it, or a different one. */
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

    /** Every keyword that is known. */
    static List<Keyword> all() {
        return List.copyOf(ALL.values());
    }

    /** The keyword of this name in any case; one that is not known counts as ignored with a warning. */
    static Keyword of(String name) {
        return ALL.getOrDefault(name.toLowerCase(Locale.ROOT), new Keyword(name, Treatment.WARNED, List.of()));
    }

    boolean isKnown() {
        return ALL.containsKey(name.toLowerCase(Locale.ROOT));
    }
}
