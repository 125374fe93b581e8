using Orleans;

namespace Payments.Contracts.Sharing;

/// <summary>
/// Key <c>shr-{merchant}-{provider}</c> (<see cref="Domain.Sharing.ShareReceiversKey"/>). Makes receivers of shares known at the account by
/// which a merchant's payments at a provider go. It keeps nothing: the provider does.
/// </summary>
[Alias("share-receivers-grain")]
public interface IShareReceiversGrain : IGrainWithStringKey
{
    /// <summary>Makes a receiver known. One that is known already is no fault.</summary>
    [Alias("add"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ReceiverResult> AddAsync(AddReceiver receiver);
}

/// <summary>A receiver to be made known. The name is personal data: it goes to the provider and is stored nowhere.</summary>
[GenerateSerializer, Immutable, Alias("add-share-receiver")]
public sealed record AddReceiver
{
    /// <summary>The kind of account, in the provider's word.</summary>
    [Id(0)] public required string Kind { get; init; }

    /// <summary>The account there.</summary>
    [Id(1)] public required string Account { get; init; }

    /// <summary>The owner's name; null for none.</summary>
    [Id(2)] public string? Name { get; init; }

    /// <summary>What the receiver is to the merchant, in the provider's word; null where it wants none.</summary>
    [Id(3)] public string? Relation { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"AddReceiver {{ {Kind} }}";
}

/// <summary>What became of it.</summary>
[GenerateSerializer, Immutable, Alias("share-receiver-result")]
public sealed record ReceiverResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required ReceiverOutcome Outcome { get; init; }

    /// <summary>Why it is not known, in words fit for the caller; null where it is.</summary>
    [Id(1)] public string? Detail { get; init; }
}

/// <summary>Named outcomes of making a receiver known.</summary>
[GenerateSerializer, Alias("share-receiver-outcome")]
public enum ReceiverOutcome
{
    /// <summary>The provider knows it.</summary>
    Known = 0,

    /// <summary>The merchant's payments go by no account at this provider.</summary>
    NoAccount = 1,

    /// <summary>The provider refused it.</summary>
    Refused = 2,

    /// <summary>The provider did not answer: whether it knows the receiver is not known.</summary>
    Unknown = 3,
}
