using Microsoft.Extensions.Options;
using Payments.Domain.Money;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>Settings of the CrazyMiner face, section <c>CrazyMiner</c>.</summary>
public sealed class CrazyMinerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "CrazyMiner";

    /// <summary>
    /// What the face's amounts are, and users' wallets with them: <c>IRR</c>, rials, the default, or <c>IRT</c>, tomans of ten rials each.
    /// The bank's gateway is always asked for rials.
    /// </summary>
    public string Currency { get; set; } = MoneyBounds.Rial;
}

/// <summary>Stops the start on a currency that the face does not have.</summary>
internal sealed class CrazyMinerOptionsValidator : IValidateOptions<CrazyMinerOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, CrazyMinerOptions options) =>
        options.Currency is MoneyBounds.Rial or MoneyBounds.Toman
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{CrazyMinerOptions.Section}:Currency: expected IRR or IRT");
}
