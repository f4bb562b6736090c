package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;

/** The builder of the sample app: the docker engine itself, for amd64. */
public final class SampleBuilder {

    private List<String> arches = List.of("amd64");
    private String driver = "docker";

    @CheckForNull
    private String remote;

    private boolean local = true;

    @CheckForNull
    private String context;

    private String dockerfile = "Dockerfile";

    @CheckForNull
    private String target;

    private Map<String, String> args = Map.of();
    private List<String> secrets = List.of();

    @CheckForNull
    private String ssh;

    @CheckForNull
    private Builder.Cache cache;

    @CheckForNull
    private Builder.Pack pack;

    @CheckForNull
    private String provenance;

    @CheckForNull
    private String sbom;

    public SampleBuilder arches(String... values) {
        arches = List.of(values);
        return this;
    }

    public SampleBuilder driver(String value) {
        driver = value;
        return this;
    }

    public SampleBuilder remote(String url) {
        remote = url;
        driver = "docker-container";
        return this;
    }

    public SampleBuilder local(boolean value) {
        local = value;
        return this;
    }

    public SampleBuilder context(String value) {
        context = value;
        return this;
    }

    public SampleBuilder dockerfile(String value) {
        dockerfile = value;
        return this;
    }

    public SampleBuilder target(String value) {
        target = value;
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
        ssh = value;
        return this;
    }

    public SampleBuilder cache(String type, @CheckForNull String image, @CheckForNull String options) {
        cache = new Builder.Cache(type, image, options);
        return this;
    }

    public SampleBuilder pack(String builder, String... buildpacks) {
        pack = new Builder.Pack(builder, List.of(buildpacks));
        return this;
    }

    public SampleBuilder attestations(String provenanceValue, String sbomValue) {
        provenance = provenanceValue;
        sbom = sbomValue;
        return this;
    }

    Builder build() {
        return new Builder(
                arches,
                new Builder.Machines(driver, remote, local),
                new Builder.Source(context, dockerfile, target),
                args,
                secrets,
                ssh,
                cache,
                pack,
                new Builder.Attestations(provenance, sbom));
    }
}
