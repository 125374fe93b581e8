using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

/// <summary>What is looked at when a payment's order is sought.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Token">The token's symbol.</param>
/// <param name="Units">The amount.</param>
/// <param name="From">The sender; empty where there is none.</param>
/// <param name="References">What the transaction names, or null.</param>
/// <param name="At">When it was made; of a sighting, when it was seen by our own clock.</param>
/// <param name="Position">The place of its block among those that were read, or null.</param>
/// <param name="IsSighting">Whether it waits for a block.</param>
public readonly record struct Payment(
    ChainId Chain,
    string Token,
    UInt128 Units,
    string From,
    IReadOnlyList<string>? References,
    DateTimeOffset At,
    long? Position,
    bool IsSighting)
{
    /// <summary>A transfer in a block.</summary>
    public static Payment Of(Transfer transfer) =>
        new(transfer.Chain, transfer.Token, transfer.Units, transfer.From, transfer.References, transfer.When, transfer.Position, false);

    /// <summary>A transfer that waits for a block.</summary>
    public static Payment Of(Sighting sighting) =>
        new(sighting.Chain, sighting.Token, sighting.Units, "", null, sighting.SeenAt, null, true);
}
