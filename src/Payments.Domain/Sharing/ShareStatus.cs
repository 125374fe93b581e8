using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>
/// Where a share or the return of one stands. Numbers are append-only; in storage and JSON the camelCase name is used.
/// </summary>
[GenerateSerializer, Alias("share-status")]
public enum ShareStatus
{
    /// <summary>Stored. Whether the provider took it on is not known yet.</summary>
    Requested = 0,

    /// <summary>The provider took it on.</summary>
    Processing = 1,

    /// <summary>The money moved: the provider says so.</summary>
    Succeeded = 2,

    /// <summary>It could not be shared, was refused, or ended without money moved. Never left again.</summary>
    Failed = 3,
}
