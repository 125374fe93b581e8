namespace Payments.Domain.Sharing;

/// <summary>What a provider allows of sharing.</summary>
/// <param name="Wait">How long after the payment the first share may be asked for.</param>
/// <param name="HeldFor">How long the money waits for shares before it is the merchant's.</param>
/// <param name="MostPercent">The largest part of a charge that may be shared, unless the provider raised it.</param>
/// <param name="MostReceivers">The most receivers of one request.</param>
public sealed record ShareTerms(TimeSpan Wait, TimeSpan HeldFor, decimal MostPercent, int MostReceivers)
{
    /// <summary>The kinds of receivers that it knows.</summary>
    public required IReadOnlyList<ShareKind> Kinds { get; init; }

    /// <summary>What a receiver may be to the merchant, in the provider's words; empty where it wants none.</summary>
    public IReadOnlyList<string> Relations { get; init; } = [];

    /// <summary>Whether receivers give back with the refund that names them, and not by a request of its own.</summary>
    public bool ReturnsWithRefund { get; init; }

    /// <summary>The kind of this word; null for none.</summary>
    public ShareKind? FindKind(string word) => Kinds.FirstOrDefault(kind => kind.Word == word);
}

/// <summary>A kind of receivers.</summary>
/// <param name="Word">The provider's word for it.</param>
/// <param name="NeedsName">Whether the owner's name must be said when a receiver is made known.</param>
/// <param name="GivesBack">Whether what such a receiver got can be taken back.</param>
public sealed record ShareKind(string Word, bool NeedsName, bool GivesBack);
