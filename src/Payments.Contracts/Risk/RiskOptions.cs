namespace Payments.Contracts.Risk;

/// <summary>Settings of risk control, section <c>Risk</c>.</summary>
public sealed class RiskOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Risk";

    /// <summary>
    /// A file of countries by network in MaxMind's format, which the operator brings: GeoLite2-Country, GeoIP2-Country or another with
    /// <c>country.iso_code</c>. It is read again within a minute after it changes. Default empty: no country is known, so that no rule
    /// about countries takes an order.
    /// </summary>
    public string CountryFile { get; set; } = "";
}
