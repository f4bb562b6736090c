package io.jenkins.plugins.kamal.engine.deploy.secret;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names that are compared and shown. No secret may be part of such a name, because names are never redacted. */
final class VisibleNames {

    private final Set<String> names = new LinkedHashSet<>();

    /** The names in a configuration. */
    VisibleNames(Configuration configuration) {
        names.add(configuration.serviceAndDestination());
        names.add(configuration.image());
        configuration.registry().server().ifPresent(names::add);
        configuration.accessories().forEach(accessory -> {
            names.addAll(List.of(accessory.name(), accessory.serviceName()));
            accessory.image().ifPresent(names::add);
            accessory.hosts().forEach(host -> names.add(host.toString()));
        });
        configuration.roles().forEach(role -> {
            names.add(role.name());
            role.hosts().forEach(host -> names.add(host.toString()));
        });
    }

    /** Adds a version, its containers and its known digests. */
    void addVersion(Session session, Version version) {
        Configuration configuration = session.configuration();
        configuration.roles().forEach(role -> {
            List<String> container = new ArrayList<>(List.of(configuration.service(), role.name()));
            configuration.destination().ifPresent(container::add);
            container.add(version.value());
            names.add(String.join("-", container));
        });
        names.add(version.value());
        session.request().options().build().pushed().values().forEach(digest -> names.add(digest.value()));
    }

    /** A name that contains a secret, if there is one. */
    Optional<String> containing(Secret secret) {
        String value = secret.reveal().strip();
        return value.length() < Redactor.SHORTEST
                ? Optional.empty()
                : names.stream().filter(name -> name.contains(value)).findFirst();
    }
}
