using Payments.Domain.Sharing;

namespace Payments.Providers.Common;

/// <summary>
/// A provider that divides the money of a paid charge among receivers. The charge must have been made with
/// <see cref="ChargeOrder.IsShared"/>. Calls never throw for what a provider answers or fails to answer, only for cancellation; the same
/// number again does nothing more.
/// </summary>
public interface ISharesProfit
{
    /// <summary>What the provider allows.</summary>
    ShareTerms Terms { get; }

    /// <summary>Makes a receiver known. One that is known already is no fault.</summary>
    Task<ShareAnswer> AddReceiverAsync(ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken);

    /// <summary>Forgets a receiver.</summary>
    Task<ShareAnswer> RemoveReceiverAsync(ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken);

    /// <summary>Divides the money of a charge.</summary>
    Task<ShareAnswer> ShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken);

    /// <summary>Asks what became of it, receiver by receiver.</summary>
    Task<ShareAnswer> QueryShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken);

    /// <summary>Takes a receiver's part back, wholly or partly; before the charge is refunded.</summary>
    Task<ShareAnswer> ReturnShareAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken);

    /// <summary>Asks what became of that.</summary>
    Task<ShareAnswer> QueryShareReturnAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken);

    /// <summary>Ends the sharing of a charge: what is left of it is the merchant's at once.</summary>
    Task<ShareAnswer> ReleaseAsync(ProviderAccount account, ShareRelease release, CancellationToken cancellationToken);
}

/// <summary>Who may get a part.</summary>
/// <param name="Kind">The kind of account, in the provider's word (<c>MERCHANT_ID</c>, <c>PERSONAL_OPENID</c>; <c>userId</c>).</param>
/// <param name="Account">The account there.</param>
/// <param name="Name">The owner's name, where the provider wants or compares it; null for none. Personal data.</param>
/// <param name="Relation">What the receiver is to the merchant, in the provider's word; null where it wants none.</param>
public sealed record ShareReceiver(string Kind, string Account, string? Name = null, string? Relation = null)
{
    /// <inheritdoc />
    public override string ToString() => $"ShareReceiver {{ {Kind} }}";
}

/// <summary>One receiver's part.</summary>
/// <param name="Receiver">Who.</param>
/// <param name="Amount">How much, in the charge's currency.</param>
/// <param name="Description">Why, for the receiver.</param>
public sealed record SharePart(ShareReceiver Receiver, decimal Amount, string Description);

/// <summary>Money of a charge to be divided.</summary>
/// <param name="Number">Our number of it, the same for every try.</param>
/// <param name="Charge">The paid charge, with the provider's id of it.</param>
/// <param name="Parts">Who gets what.</param>
/// <param name="IsLast">Whether what is left is the merchant's afterwards.</param>
public sealed record ShareOrder(string Number, ChargeQuery Charge, IReadOnlyList<SharePart> Parts, bool IsLast);

/// <summary>A part to be taken back.</summary>
/// <param name="Number">Our number of it, the same for every try.</param>
/// <param name="ShareNumber">The number of the share that it was a part of.</param>
/// <param name="Charge">The charge.</param>
/// <param name="From">Who gives it back.</param>
/// <param name="Amount">How much, in the charge's currency.</param>
/// <param name="Reason">Why, for the receiver.</param>
public sealed record ShareReturn(string Number, string ShareNumber, ChargeQuery Charge, ShareReceiver From, decimal Amount, string Reason);

/// <summary>The end of a charge's sharing.</summary>
/// <param name="Number">Our number of it, the same for every try.</param>
/// <param name="Charge">The charge.</param>
/// <param name="Reason">Why.</param>
public sealed record ShareRelease(string Number, ChargeQuery Charge, string Reason);

/// <summary>Where a share, a part of one, or its return stands.</summary>
public enum ShareState
{
    /// <summary>Taken on, not done.</summary>
    Processing,

    /// <summary>Done; of a share with several receivers: all of them were served or refused, each part says which.</summary>
    Done,

    /// <summary>It did not happen and will not by itself.</summary>
    Failed,
}

/// <summary>What became of one receiver's part.</summary>
/// <param name="Account">The receiver's account.</param>
/// <param name="Amount">How much.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ProviderId">The provider's id of the part, or null.</param>
/// <param name="Reason">Why it failed, in the provider's word; null otherwise.</param>
public sealed record SharePartResult(string Account, decimal Amount, ShareState State, string? ProviderId, string? Reason);

/// <summary>A provider's answer about sharing.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="State">Where it stands; set where <see cref="ProviderOutcome.Done"/>.</param>
/// <param name="ProviderId">The provider's own id of it, or null.</param>
/// <param name="Reason">Why, where it was not done.</param>
public sealed record ShareAnswer(ProviderOutcome Outcome, ShareState? State, string? ProviderId, string? Reason)
{
    /// <summary>Each receiver's result; empty where the answer names none.</summary>
    public IReadOnlyList<SharePartResult> Parts { get; init; } = [];
}
