package io.jenkins.plugins.kamal.engine.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the plugin hands over to the engine in secret, apart from the command line: one JSON file of mode 0600, which
 * the engine deletes as soon as it has read it.
 *
 * @param sshUser user for the servers, which replaces the configuration's; null for the configuration's
 * @param sshKeys private keys for the servers, which are offered before the configuration's
 * @param knownHosts lines as in OpenSSH's {@code known_hosts}, in addition to the agent's own files; null for none
 * @param registryLogin login for the registry, which replaces the configuration's; null for the configuration's
 * @param secrets further secrets by name, which override those of {@code .kamal/secrets}
 * @param performer who started the build and where, for the lock, the audit log and {@code KAMAL_PERFORMER}; not a
 *     secret; null to name only git's identity
 * @param sshScope where the SSH keys may be used; null if nothing is known about that
 * @param registryScope where the registry's password may be used; null if nothing is known about that
 * @param limits for which destination and service the step may run; null if no administrator has settings for that
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Handover(
        @CheckForNull String sshUser,
        List<SshKey> sshKeys,
        @CheckForNull String knownHosts,
        @CheckForNull RegistryLogin registryLogin,
        Map<String, String> secrets,
        @CheckForNull String performer,
        @CheckForNull CredentialScope sshScope,
        @CheckForNull CredentialScope registryScope,
        @CheckForNull DestinationLimits limits) {

    /** Nothing to hand over. */
    public static final Handover NOTHING = new Handover(null, List.of(), null, null, Map.of());

    /** Created on first use: most commands have no handover, and Jackson takes a quarter of the start time. */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    public Handover {
        sshUser = orNull(sshUser);
        sshKeys = sshKeys == null ? List.of() : List.copyOf(sshKeys);
        knownHosts = orNull(knownHosts);
        secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
        performer = orNull(performer);
    }

    /** A handover that names no performer. */
    public Handover(
            @CheckForNull String sshUser,
            List<SshKey> sshKeys,
            @CheckForNull String knownHosts,
            @CheckForNull RegistryLogin registryLogin,
            Map<String, String> secrets) {
        this(sshUser, sshKeys, knownHosts, registryLogin, secrets, null, null, null, null);
    }

    /**
     * A private key.
     *
     * @param privateKey the key in PEM or OpenSSH format
     * @param passphrase its passphrase; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SshKey(String privateKey, @CheckForNull String passphrase) {

        public SshKey {
            privateKey = orEmpty(privateKey);
            passphrase = passphrase == null || passphrase.isEmpty() ? null : passphrase;
        }

        @Override
        public String toString() {
            return Secret.REDACTION;
        }
    }

    /** A login for the registry. */
    public record RegistryLogin(String username, String password) {

        public RegistryLogin {
            username = orEmpty(username);
            password = orEmpty(password);
        }

        @Override
        public String toString() {
            return username + " " + Secret.REDACTION;
        }
    }

    /** This handover, which names who started the build and where. */
    public Handover startedBy(String who) {
        return new Handover(sshUser, sshKeys, knownHosts, registryLogin, secrets, who, sshScope, registryScope, limits);
    }

    /** This handover, whose credentials may only be used where the scopes allow it. */
    public Handover limitedTo(@CheckForNull CredentialScope ssh, @CheckForNull CredentialScope registry) {
        return new Handover(sshUser, sshKeys, knownHosts, registryLogin, secrets, performer, ssh, registry, limits);
    }

    /** This handover, for a step that may run for this destination and service only. */
    public Handover limitedTo(@CheckForNull DestinationLimits decided) {
        return new Handover(
                sshUser, sshKeys, knownHosts, registryLogin, secrets, performer, sshScope, registryScope, decided);
    }

    /** This handover after some time, which brings a freeze nearer. */
    public Handover after(Duration elapsed) {
        return limits == null ? this : limitedTo(limits.after(elapsed));
    }

    /** This handover without the secrets of the project. */
    public Handover withoutSecrets() {
        return new Handover(
                sshUser, sshKeys, knownHosts, registryLogin, Map.of(), performer, sshScope, registryScope, limits);
    }

    /** As JSON. */
    public String toJson() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** As JSON in UTF-8, which the caller overwrites after use. */
    public byte[] toBytes() {
        try {
            return Json.MAPPER.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From JSON in UTF-8, which the caller overwrites after use.
     *
     * @throws EngineException if the text is no handover; the message does not contain the text
     */
    public static Handover fromBytes(byte[] json) {
        Handover handover;
        try {
            handover = Json.MAPPER.readValue(json, Handover.class);
        } catch (IOException e) {
            // Its message and its cause quote the text.
            handover = null;
        }
        if (handover == null) {
            throw new EngineException(
                    Topic.JENKINS,
                    "the file of secrets from the plugin cannot be read; are plugin and engine of the same version?");
        }
        return handover;
    }

    /** Every secret in it, for the redactor. */
    public List<Secret> all() {
        List<Secret> all = new ArrayList<>();
        sshKeys.forEach(key -> {
            all.add(Secret.of(key.privateKey()));
            if (key.passphrase() != null) {
                all.add(Secret.of(key.passphrase()));
            }
        });
        if (registryLogin != null) {
            all.add(Secret.of(registryLogin.password()));
        }
        secrets.values().forEach(value -> all.add(Secret.of(value)));
        return all.stream().filter(secret -> !secret.isBlank()).toList();
    }

    @Override
    public String toString() {
        return "Handover" + Secret.REDACTION;
    }

    /** Reads a blank text, as earlier versions write it for what is absent, as null. */
    @CheckForNull
    private static String orNull(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
