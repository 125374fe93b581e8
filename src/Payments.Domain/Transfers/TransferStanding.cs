using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;

namespace Payments.Domain.Transfers;

/// <summary>What the gateway has stored of a transfer that its nodes tell of.</summary>
/// <param name="Transfer">The transfer as its block has it.</param>
/// <param name="Owner">Whose address was paid; null for nobody's.</param>
/// <param name="Counting">The order that counts it, or null.</param>
/// <param name="IsListed">Whether it is in the list of unmatched transfers, dismissed or not.</param>
/// <param name="Cause">Why it is nobody's, a word of <see cref="UnmatchedCauses"/>; null where that was not kept.</param>
public sealed record TransferStanding(Transfer Transfer, MerchantId? Owner, Order? Counting, bool IsListed, string? Cause)
{
    /// <summary>Orders that it was probably meant for, the likeliest first, where it is unmatched.</summary>
    public IReadOnlyList<OrderId> MeantFor { get; init; } = [];

    /// <summary>Whether it is below one payable step of its token, and no order asked as little.</summary>
    public bool IsDust { get; init; }
}

/// <summary>What a merchant asks about a transfer.</summary>
/// <param name="Merchant">Who asks.</param>
/// <param name="Order">The order that it is asked for, or null.</param>
/// <param name="IsRead">Whether the gateway read the chain past the transfer's block.</param>
/// <param name="IsFinal">Whether the block is final.</param>
/// <param name="WasTakenUp">Whether what nobody had was just brought to its order.</param>
/// <param name="Now">The present.</param>
public sealed record TransferQuestion(MerchantId Merchant, Order? Order, bool IsRead, bool IsFinal, bool WasTakenUp, DateTimeOffset Now);
