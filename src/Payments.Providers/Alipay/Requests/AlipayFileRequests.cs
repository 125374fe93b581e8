using System.Globalization;
using System.Text.Json.Nodes;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Requests;

/// <summary>Asks where a day's bill lies (<c>alipay.data.dataservice.bill.downloadurl.query</c>).</summary>
public sealed record AlipayBillRequest : AlipayContent
{
    /// <summary>The day, in Beijing.</summary>
    public required DateOnly Day { get; init; }

    /// <summary><c>trade</c> for payments and refunds, <c>signcustomer</c> for movements of the account.</summary>
    public string Type { get; init; } = "trade";

    /// <inheritdoc />
    internal override void Check(FieldFaults faults) =>
        faults.Require(Type is "trade" or "signcustomer", "bill_type", "trade or signcustomer");

    /// <inheritdoc />
    internal override JsonObject ToJson() =>
        AlipayJson.Of(("bill_type", Type), ("bill_date", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
}

/// <summary>Asks for one of Alipay's own certificates (<c>alipay.open.app.alipaycert.download</c>).</summary>
public sealed record AlipayCertificateRequest : AlipayContent
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults) => faults.Require(
        Number.Length == 32 && Number.All(char.IsAsciiHexDigitLower), "alipay_cert_sn", "32 digits of lower-case hex");

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(("alipay_cert_sn", Number));
}
