using System.Text.Json;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Answers;

/// <summary>That a division was taken on.</summary>
/// <param name="TradeNo">Alipay's number of the trade.</param>
/// <param name="SettleNo">Alipay's number of the division, where it says one.</param>
public sealed record AlipaySettled(string? TradeNo, string? SettleNo)
{
    internal static AlipaySettled Read(JsonFields fields) => new(fields.Text("trade_no"), fields.Text("settle_no"));
}

/// <summary>One receiver's result.</summary>
/// <param name="Account">The receiver's account.</param>
/// <param name="Amount">How much.</param>
/// <param name="State"><c>SUCCESS</c>, <c>FAIL</c> or <c>PROCESSING</c>, as Alipay wrote it.</param>
/// <param name="DetailId">Alipay's number of the part.</param>
/// <param name="Error">Why it failed, in Alipay's word.</param>
public sealed record AlipayRoyaltyResult(string Account, decimal Amount, string State, string? DetailId, string? Error);

/// <summary>What became of a division.</summary>
/// <param name="Results">Each receiver's result.</param>
public sealed record AlipaySettleState(IReadOnlyList<AlipayRoyaltyResult> Results)
{
    internal static AlipaySettleState Read(JsonFields fields) => new([.. fields.List("royalty_detail_list").Select(ReadOne)]);

    private static AlipayRoyaltyResult ReadOne(JsonElement element)
    {
        var fields = new JsonFields(element);
        var error = fields.Text("error_code") is { } code ? $"{code} {fields.Text("error_desc")}".TrimEnd() : null;
        return new AlipayRoyaltyResult(fields.Text("trans_in") ?? "", fields.RequiredNumber("amount"), fields.Text("state") ?? "",
            fields.Text("detail_id"), error);
    }
}

/// <summary>The largest part that may be shared.</summary>
/// <param name="MaxPercent">In percent of a trade.</param>
public sealed record AlipayRoyaltyRate(decimal MaxPercent)
{
    internal static AlipayRoyaltyRate Read(JsonFields fields) => new(fields.RequiredNumber("max_ratio"));
}

/// <summary>A page of the receivers that are bound.</summary>
/// <param name="Receivers">The receivers.</param>
/// <param name="Pages">How many pages there are.</param>
public sealed record AlipayReceivers(IReadOnlyList<AlipayReceiver> Receivers, long Pages)
{
    internal static AlipayReceivers Read(JsonFields fields) => new(
        [.. fields.List("receiver_list").Select(element => new JsonFields(element)).Select(one => new AlipayReceiver(
            one.Text("type") ?? "", one.Text("account") ?? "", one.Text("name"), one.Text("memo")))],
        fields.Whole("total_page_num") ?? 1);
}

/// <summary>That receivers were bound or unbound.</summary>
public sealed record AlipayRelated
{
    /// <exception cref="FormatException">The answer does not say so.</exception>
    internal static AlipayRelated Read(JsonFields fields) => fields.Text("result_code") is "SUCCESS"
        ? new AlipayRelated()
        : throw new FormatException("result_code is not SUCCESS");
}
