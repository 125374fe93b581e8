using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;

namespace Payments.Storage;

/// <summary>A row of <c>unmatched_transfers</c>, with whose address it is.</summary>
internal sealed class UnmatchedRow
{
    public string Id { get; set; } = "";

    public string Chain { get; set; } = "";

    public string Address { get; set; } = "";

    public string Token { get; set; } = "";

    public string Units { get; set; } = "";

    public string Sender { get; set; } = "";

    public string Tx { get; set; } = "";

    public long Block { get; set; }

    public string BlockHash { get; set; } = "";

    public long BlockTime { get; set; }

    public string? AssignedOrder { get; set; }

    public long SeenAt { get; set; }

    public string? MeantOrder { get; set; }

    public string? Reason { get; set; }

    public string? Cause { get; set; }

    public string? Candidates { get; set; }

    public string? Owner { get; set; }

    public string? Note { get; set; }

    public long? DismissedAt { get; set; }

    public long? ReturnedAt { get; set; }

    public string? DecidedBy { get; set; }

    public static UnmatchedRow Of(SetAside aside, long seenAt) => new()
    {
        Id = aside.Transfer.Id.Value,
        Chain = aside.Transfer.Chain.Value,
        Address = aside.Transfer.To,
        Token = aside.Transfer.Token,
        Units = aside.Transfer.Units.ToString(CultureInfo.InvariantCulture),
        Sender = aside.Transfer.From,
        Tx = aside.Transfer.Transaction,
        Block = aside.Transfer.Block,
        BlockHash = aside.Transfer.BlockHash,
        BlockTime = aside.Transfer.BlockTime.ToUnixTimeMilliseconds(),
        SeenAt = seenAt,
        MeantOrder = aside.MeantFor?.Value,
        Reason = aside.Failure,
        Cause = aside.Cause?.Word(),
        Candidates = aside.Candidates.Count == 0 ? null : string.Join(',', aside.Candidates.Select(order => order.Value)),
    };

    public UnmatchedTransfer ToTransfer() => new(new Transfer
    {
        Id = new TransferId(Id),
        Chain = new ChainId(Chain),
        Token = Token,
        Units = UInt128.Parse(Units, CultureInfo.InvariantCulture),
        From = Sender,
        To = Address,
        Transaction = Tx,
        Block = Block,
        BlockHash = BlockHash,
        BlockTime = DateTimeOffset.FromUnixTimeMilliseconds(BlockTime),
    }, Order(AssignedOrder), Owner is null ? null : new MerchantId(Owner), Order(MeantOrder), Reason)
    {
        Cause = Cause,
        Candidates = Candidates is null ? [] : [.. Candidates.Split(',').Select(order => new OrderId(order))],
        Note = Note,
        DismissedAt = Time(DismissedAt),
        ReturnedAt = Time(ReturnedAt),
        DecidedBy = DecidedBy,
    };

    private static DateTimeOffset? Time(long? at) => at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    private static OrderId? Order(string? id) => id is null ? null : new OrderId(id);
}
