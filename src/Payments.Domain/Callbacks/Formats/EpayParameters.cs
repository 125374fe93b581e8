using System.Globalization;
using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>The signed parameters of a completed order: EPay's callback, and what EPay and 188Pay append to the return URL.</summary>
public static class EpayParameters
{
    /// <summary>The EPay parameters of a completed order, signed with the digest that the shop used.</summary>
    /// <exception cref="InvalidOperationException">The order is not completed.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Order order, string secret)
    {
        CompletedOnly.Require(order);
        var parameters = new List<KeyValuePair<string, string>>(10);
        Add(parameters, "pid", order.Pid.ToString(CultureInfo.InvariantCulture));
        Add(parameters, "trade_no", order.Id.Value);
        Add(parameters, "out_trade_no", order.Number);
        Add(parameters, "type", order.Terms.Type ?? ShownCharge.PaidOf(order)?.Method ?? order.Quote?.Token.ToLowerInvariant());
        Add(parameters, "name", order.Terms.Subject);
        Add(parameters, "money", order.Terms.MoneyText);
        Add(parameters, "trade_status", "TRADE_SUCCESS");
        // The shop's own text: several tell it by what they sent, byte by byte.
        if (!string.IsNullOrWhiteSpace(order.Terms.Param)) parameters.Add(new("param", EpayText.Neutral(Stripped(order.Terms.Param))));
        var sign = EpaySignature.Sign(parameters, secret, order.Terms.SignType);
        parameters.Add(new("sign", sign));
        parameters.Add(new("sign_type", order.Terms.SignType));
        return parameters;
    }

    /// <summary>The same parameters under another secret; the very same text where they are not signed.</summary>
    public static string Renew(string payload, string secret)
    {
        var parameters = CallbackUrl.Decode(payload);
        if (Find(parameters, "sign") is not { } sign || Find(parameters, "sign_type") is not { } signType) return payload;
        return payload.Replace($"&sign={sign}&", $"&sign={EpaySignature.Sign(parameters, secret, signType)}&", StringComparison.Ordinal);
    }

    /// <summary>
    /// Shops trim and strip what they receive before they check it, so nothing is sent that would change, and nothing that could be read
    /// as another order's fields.
    /// </summary>
    private static void Add(List<KeyValuePair<string, string>> parameters, string name, string? value)
    {
        var clean = value is null ? null : EpayText.Neutral(Stripped(value)).Trim();
        if (!string.IsNullOrEmpty(clean)) parameters.Add(new(name, clean));
    }

    private static string Stripped(string value) => value.Replace("\\", "", StringComparison.Ordinal);

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> parameters, string name)
    {
        foreach (var (key, value) in parameters)
            if (key == name) return value;
        return null;
    }
}
