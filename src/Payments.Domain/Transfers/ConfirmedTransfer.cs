using Orleans;

namespace Payments.Domain.Transfers;

/// <summary>A transfer of which enough nodes tell, in a final block. In another block the same transfer is not confirmed by this.</summary>
[GenerateSerializer, Immutable, Alias("confirmed-transfer")]
public readonly record struct ConfirmedTransfer([property: Id(0)] TransferId Transfer, [property: Id(1)] string BlockHash)
{
    /// <summary>Names a transfer as it was confirmed.</summary>
    public static ConfirmedTransfer Of(Transfer transfer) => new(transfer.Id, transfer.BlockHash);
}
