using System.Text;
using System.Text.Json;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Providers;
using Payments.Domain.Secrets;
using Payments.Storage.States;

namespace Payments.Host.Commands;

/// <summary>Merchants' own accounts at providers as they are stored, for commands, which have no grains.</summary>
internal sealed class StoredAccounts(IStateStore store, JsonStateSerializer serializer, SecretBox box) : IOwnAccounts
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <inheritdoc />
    public async ValueTask<OwnAccount> FindAsync(MerchantId merchant, string provider)
    {
        var owner = await ReadAsync<Merchant>(StateNames.Merchant, merchant.GrainKey);
        if (owner is null || !owner.Providers.Any(own => own.Name == provider)) return OwnAccount.None;
        var key = new ProviderKey(merchant, provider).GrainKey;
        if (await ReadAsync<ProviderState>(StateNames.Provider, key) is not { } state) return OwnAccount.Missing;
        var settings = JsonSerializer.Deserialize<Dictionary<string, string>>(box.Open(state.SealedSettings, ProviderState.Purpose, key))!;
        return new OwnAccount(true, settings, Nothing);
    }

    private async Task<T?> ReadAsync<T>(string name, string grainKey) where T : class
    {
        var (table, key) = StateTables.Locate(name, grainKey);
        return await store.ReadAsync(table, key) is { } row ? serializer.TryRead<T>(Encoding.UTF8.GetString(row.State)) : null;
    }
}
