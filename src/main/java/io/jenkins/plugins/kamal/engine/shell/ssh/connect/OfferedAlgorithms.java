package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostPatterns;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Algorithms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * The algorithms that are offered to a server, in order of preference: MINA's defaults without the weak ones, unless a
 * configuration names others. A weak algorithm is offered only if the configuration names it.
 *
 * @param keyExchange for the key exchange; a hybrid post-quantum algorithm comes first if this Java supports one
 * @param hostKey for the signature of the server
 * @param ciphers for encryption
 * @param macs for integrity
 * @param userKey for the signature of the user
 */
record OfferedAlgorithms(
        List<KeyExchangeFactory> keyExchange,
        List<NamedFactory<Signature>> hostKey,
        List<NamedFactory<Cipher>> ciphers,
        List<NamedFactory<Mac>> macs,
        List<NamedFactory<Signature>> userKey) {

    /** The algorithms that MINA offers by default and OpenSSH no longer offers, apart from the ciphers in CBC mode. */
    private static final Set<String> WEAK = Set.of("hmac-sha1", "hmac-sha1-etm@openssh.com", "ssh-rsa");

    private static final String SLOW = "sntrup761";

    /** Resolves the names. Refuses a list that leaves nothing to offer. */
    static OfferedAlgorithms of(Algorithms asked) {
        List<BuiltinSignatures> signatures = ClientBuilder.DEFAULT_SIGNATURE_PREFERENCE;
        return new OfferedAlgorithms(
                List.copyOf(
                        choose("KexAlgorithms", asked.keyExchange(), preferredKeyExchanges(), BuiltinDHFactories.VALUES)
                                .stream()
                                .map(ClientBuilder.DH2KEX)
                                .toList()),
                List.copyOf(choose(
                        "HostKeyAlgorithms",
                        asked.hostKey(),
                        withoutCertificates(signatures),
                        withoutCertificates(BuiltinSignatures.VALUES))),
                List.copyOf(choose(
                        "Ciphers", asked.ciphers(), ClientBuilder.DEFAULT_CIPHERS_PREFERENCE, BuiltinCiphers.VALUES)),
                List.copyOf(choose("MACs", asked.macs(), ClientBuilder.DEFAULT_MAC_PREFERENCE, BuiltinMacs.VALUES)),
                List.copyOf(choose("PubkeyAcceptedAlgorithms", asked.userKey(), signatures, BuiltinSignatures.VALUES)));
    }

    /**
     * MINA's order, but {@code sntrup761} comes last: in Java its key costs 130 ms of the processor for each server, fifty
     * times as much as that of {@code mlkem768}. Both ends choose it only if a configuration puts it first, or if the
     * server has no other.
     */
    private static List<BuiltinDHFactories> preferredKeyExchanges() {
        return ClientBuilder.DEFAULT_KEX_PREFERENCE.stream()
                .sorted(Comparator.comparing(exchange -> exchange.getName().startsWith(SLOW)))
                .toList();
    }

    /** A server that is known by its plain key must not show a certificate instead. */
    private static List<BuiltinSignatures> withoutCertificates(Iterable<BuiltinSignatures> all) {
        List<BuiltinSignatures> plain = new ArrayList<>();
        all.forEach(signature -> {
            if (!signature.getName().contains("-cert-")) {
                plain.add(signature);
            }
        });
        return plain;
    }

    private static <T extends NamedResource & OptionalFeature> List<T> choose(
            String keyword, @CheckForNull String asked, Iterable<T> preferred, Iterable<T> all) {
        Map<String, T> supported = new LinkedHashMap<>();
        all.forEach(algorithm -> {
            if (algorithm.isSupported() && !algorithm.getName().equals("none")) {
                supported.put(algorithm.getName(), algorithm);
            }
        });
        List<String> defaults = new ArrayList<>();
        preferred.forEach(algorithm -> {
            if (supported.containsKey(algorithm.getName()) && !isWeak(algorithm.getName())) {
                defaults.add(algorithm.getName());
            }
        });
        List<T> chosen = names(asked, defaults).stream()
                .distinct()
                .filter(supported::containsKey)
                .map(supported::get)
                .toList();
        if (chosen.isEmpty()) {
            throw new EngineException(
                    Topic.SSH,
                    "%s %s of the SSH configuration leaves nothing to offer. Supported are: %s"
                            .formatted(keyword, asked, String.join(",", supported.keySet())));
        }
        return chosen;
    }

    private static List<String> names(@CheckForNull String asked, List<String> defaults) {
        if (asked == null) {
            return defaults;
        }
        List<String> written =
                Arrays.asList(asked.substring(asked.matches("[+^-].*") ? 1 : 0).split(","));
        List<String> names = new ArrayList<>();
        switch (asked.isEmpty() ? ' ' : asked.charAt(0)) {
            case '+' -> {
                names.addAll(defaults);
                names.addAll(written);
            }
            case '^' -> {
                names.addAll(written);
                names.addAll(defaults);
            }
            case '-' ->
                defaults.stream()
                        .filter(name -> !HostPatterns.match(written, name))
                        .forEach(names::add);
            default -> names.addAll(written);
        }
        return names;
    }

    private static boolean isWeak(String name) {
        return name.endsWith("-cbc") || WEAK.contains(name);
    }
}
