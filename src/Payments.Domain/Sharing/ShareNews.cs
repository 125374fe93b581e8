namespace Payments.Domain.Sharing;

/// <summary>What a provider says of the shares of a charge, or of one return.</summary>
/// <param name="Status">Where the request stands as a whole.</param>
/// <param name="ProviderId">The provider's own number of the request; null where it says none.</param>
/// <param name="Word">The provider's word, for people.</param>
public sealed record ShareNews(ShareStatus Status, string? ProviderId = null, string? Word = null)
{
    /// <summary>Each receiver's result; empty where the answer names none.</summary>
    public IReadOnlyList<SharePartNews> Parts { get; init; } = [];
}

/// <summary>What a provider says of one receiver's share.</summary>
/// <param name="Account">The receiver's account.</param>
/// <param name="Amount">How much.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ProviderId">The provider's own number of it; null where it says none.</param>
/// <param name="Word">Why it failed; null otherwise.</param>
public sealed record SharePartNews(string Account, decimal Amount, ShareStatus Status, string? ProviderId, string? Word);
