using Payments.Domain.Identity;

namespace Payments.Domain.Providers;

/// <summary>Finds the accounts that merchants have themselves at payment providers.</summary>
public interface IOwnAccounts
{
    /// <summary>A merchant's own account at a provider.</summary>
    ValueTask<OwnAccount> FindAsync(MerchantId merchant, string provider);
}

/// <summary>A merchant's own account at a provider. Never logged; its text form leaves the settings out.</summary>
/// <param name="IsListed">Whether the merchant has one, so that no other account takes its place.</param>
/// <param name="Settings">Its settings in the clear; null where there are none.</param>
/// <param name="FormerSettings">The settings before them, while they still verify notices; empty otherwise.</param>
public sealed record OwnAccount(
    bool IsListed, IReadOnlyDictionary<string, string>? Settings, IReadOnlyDictionary<string, string> FormerSettings)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>The merchant has none.</summary>
    public static OwnAccount None { get; } = new(false, null, Nothing);

    /// <summary>The merchant's list names one that is not there: it is being saved, or was not saved whole.</summary>
    public static OwnAccount Missing { get; } = new(true, null, Nothing);

    /// <inheritdoc />
    public override string ToString() => $"OwnAccount {{ {IsListed} }}";
}
