package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.plan.PlanFingerprint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the fingerprint of a plan. */
public final class ExpectedPlanOption implements ITypeConverter<String> {

    @Override
    public String convert(String value) {
        if (!PlanFingerprint.isFingerprint(value)) {
            throw new TypeConversionException(
                    "must be the fingerprint that `kamal plan` printed, but is '" + value + "'");
        }
        return value;
    }
}
