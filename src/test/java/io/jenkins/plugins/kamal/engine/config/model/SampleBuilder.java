package io.jenkins.plugins.kamal.engine.config.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The builder of the sample app: the docker engine itself, for amd64. */
public final class SampleBuilder {

    private List<String> arches = List.of("amd64");
    private String driver = "docker";
    private Optional<String> remote = Optional.empty();
    private boolean local = true;
    private Optional<String> context = Optional.empty();
    private String dockerfile = "Dockerfile";
    private Optional<String> target = Optional.empty();
    private Map<String, String> args = Map.of();
    private List<String> secrets = List.of();
    private Optional<String> ssh = Optional.empty();
    private Optional<Builder.Cache> cache = Optional.empty();
    private Optional<Builder.Pack> pack = Optional.empty();
    private Optional<String> provenance = Optional.empty();
    private Optional<String> sbom = Optional.empty();

    public SampleBuilder arches(String... values) {
        arches = List.of(values);
        return this;
    }

    public SampleBuilder driver(String value) {
        driver = value;
        return this;
    }

    public SampleBuilder remote(String url) {
        remote = Optional.of(url);
        driver = "docker-container";
        return this;
    }

    public SampleBuilder local(boolean value) {
        local = value;
        return this;
    }

    public SampleBuilder context(String value) {
        context = Optional.of(value);
        return this;
    }

    public SampleBuilder dockerfile(String value) {
        dockerfile = value;
        return this;
    }

    public SampleBuilder target(String value) {
        target = Optional.of(value);
        return this;
    }

    public SampleBuilder args(Map<String, String> values) {
        args = values;
        return this;
    }

    public SampleBuilder secrets(String... names) {
        secrets = List.of(names);
        return this;
    }

    public SampleBuilder ssh(String value) {
        ssh = Optional.of(value);
        return this;
    }

    public SampleBuilder cache(String type, Optional<String> image, Optional<String> options) {
        cache = Optional.of(new Builder.Cache(type, image, options));
        return this;
    }

    public SampleBuilder pack(String builder, String... buildpacks) {
        pack = Optional.of(new Builder.Pack(builder, List.of(buildpacks)));
        return this;
    }

    public SampleBuilder attestations(String provenanceValue, String sbomValue) {
        provenance = Optional.of(provenanceValue);
        sbom = Optional.of(sbomValue);
        return this;
    }

    Builder build() {
        return new Builder(
                arches,
                driver,
                remote,
                local,
                context,
                dockerfile,
                target,
                args,
                secrets,
                ssh,
                cache,
                pack,
                provenance,
                sbom);
    }
}
