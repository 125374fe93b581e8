using System.Text.Json.Nodes;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Requests;

/// <summary>One receiver's part of a trade.</summary>
/// <param name="Type">The kind of account: <c>userId</c>, <c>loginName</c> or <c>openId</c>.</param>
/// <param name="Account">The account: who gets it, or of a refund who gives it back.</param>
/// <param name="Amount">How much.</param>
/// <param name="Description">Why, for the receiver; null for no word.</param>
public sealed record AlipayRoyalty(string Type, string Account, decimal Amount, string? Description)
{
    internal static readonly string[] Types = ["userId", "loginName", "openId"];

    /// <summary>Whether the part is given back.</summary>
    public bool IsBack { get; init; }

    internal void Check(FieldFaults faults, string field)
    {
        faults.Require(Types.Contains(Type), field, "a type of userId, loginName or openId");
        faults.RequireLength(Account, field, 1, 128);
        faults.RequireLength(Description, field, 1, 1000);
        AlipayMoney.Require(faults, Amount, field);
    }

    internal static JsonArray ToJson(IEnumerable<AlipayRoyalty> royalties) => new([.. royalties.Select(royalty => AlipayJson.Of(
        ("royalty_type", "transfer"),
        (royalty.IsBack ? "trans_out_type" : "trans_in_type", royalty.Type),
        (royalty.IsBack ? "trans_out" : "trans_in", royalty.Account),
        ("amount", AlipayMoney.Text(royalty.Amount)),
        ("desc", royalty.Description)))]);
}

/// <summary>
/// Divides the money of a trade (<c>alipay.trade.order.settle</c>). The same <see cref="OutRequestNo"/> again divides nothing more.
/// </summary>
public sealed record AlipaySettleRequest : AlipayContent
{
    /// <summary>Our number of it, 1 to 64 characters.</summary>
    public required string OutRequestNo { get; init; }

    /// <summary>Alipay's number of the trade.</summary>
    public required string TradeNo { get; init; }

    /// <summary>Who gets what; none where the sharing only ends.</summary>
    public required IReadOnlyList<AlipayRoyalty> Royalties { get; init; }

    /// <summary>Whether the rest is the merchant's afterwards.</summary>
    public bool IsLast { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        RequireNumber(faults, OutRequestNo, "out_request_no");
        RequireNumber(faults, TradeNo, "trade_no");
        faults.Require(Royalties.Count > 0 || IsLast, "royalty_parameters", "a receiver at least, unless the sharing ends");
        foreach (var royalty in Royalties) royalty.Check(faults, "royalty_parameters");
    }

    /// <inheritdoc />
    /// <remarks>Asked for <c>async</c>, so that each receiver's result is asked for and none is taken for granted.</remarks>
    internal override JsonObject ToJson() => AlipayJson.Of(
        ("out_request_no", OutRequestNo),
        ("trade_no", TradeNo),
        ("royalty_parameters", Royalties.Count == 0 ? null : AlipayRoyalty.ToJson(Royalties)),
        ("royalty_mode", "async"),
        ("extend_params", IsLast ? AlipayJson.Of(("royalty_finish", "true")) : null));
}

/// <summary>Asks what became of a division.</summary>
public sealed record AlipaySettleKey : AlipayContent
{
    /// <summary>Our number of it.</summary>
    public required string OutRequestNo { get; init; }

    /// <summary>Alipay's number of the trade.</summary>
    public required string TradeNo { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        RequireNumber(faults, OutRequestNo, "out_request_no");
        RequireNumber(faults, TradeNo, "trade_no");
    }

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(("out_request_no", OutRequestNo), ("trade_no", TradeNo));
}

/// <summary>Binds or unbinds receivers of shares, at most 20.</summary>
public sealed record AlipayRelationRequest : AlipayContent
{
    /// <summary>Our number of the request, 1 to 32 characters.</summary>
    public required string OutRequestNo { get; init; }

    /// <summary>The receivers.</summary>
    public required IReadOnlyList<AlipayReceiver> Receivers { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        RequireNumber(faults, OutRequestNo, "out_request_no", 32);
        faults.Require(Receivers.Count is >= 1 and <= 20, "receiver_list", "1 to 20 receivers");
        foreach (var receiver in Receivers)
        {
            faults.Require(AlipayRoyalty.Types.Contains(receiver.Type), "receiver_list", "a type of userId, loginName or openId");
            faults.RequireLength(receiver.Account, "receiver_list", 1, 128);
            faults.Require(receiver.Type != "loginName" || receiver.Name is { Length: > 0 }, "receiver_list", "a name beside a loginName");
        }
    }

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(
        ("out_request_no", OutRequestNo),
        ("receiver_list", new JsonArray([.. Receivers.Select(receiver => AlipayJson.Of(
            ("type", receiver.Type), ("account", receiver.Account), ("name", receiver.Name), ("memo", receiver.Memo)))])));
}

/// <summary>A receiver of shares.</summary>
/// <param name="Type">The kind of account: <c>userId</c>, <c>loginName</c> or <c>openId</c>.</param>
/// <param name="Account">The account.</param>
/// <param name="Name">The owner's name; needed beside a <c>loginName</c>.</param>
/// <param name="Memo">Who it is, in the merchant's words; null for none.</param>
public sealed record AlipayReceiver(string Type, string Account, string? Name = null, string? Memo = null);

/// <summary>Asks for the receivers that are bound, a page at a time.</summary>
public sealed record AlipayRelationsRequest : AlipayContent
{
    /// <summary>Our number of the request, 1 to 32 characters.</summary>
    public required string OutRequestNo { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        RequireNumber(faults, OutRequestNo, "out_request_no", 32);
        faults.Require(Page is >= 1 and <= 1000, "page_num", "1 to 1000");
    }

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(("out_request_no", OutRequestNo), ("page_num", Page), ("page_size", 20));
}

/// <summary>Asks by a number of ours alone: <c>alipay.trade.royalty.rate.query</c>.</summary>
public sealed record AlipayRoyaltyRateRequest : AlipayContent
{
    /// <summary>Our number of the request, 1 to 32 characters.</summary>
    public required string OutRequestNo { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults) => RequireNumber(faults, OutRequestNo, "out_request_no", 32);

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(("out_request_no", OutRequestNo));
}
