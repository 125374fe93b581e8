using Payments.Contracts.Risk;

namespace Payments.Grains.Risk;

/// <summary>Stops the start where the file of countries is named and not there.</summary>
internal sealed class RiskOptionsValidator : OptionsValidator<RiskOptions>
{
    protected override IEnumerable<string> Problems(RiskOptions options) =>
        options.CountryFile.Length == 0 || File.Exists(options.CountryFile)
        ? []
        : [$"Setting Risk:CountryFile names {options.CountryFile}, which is no file."];
}
