using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Looks into the stored accounts at payment providers. There are a few for each merchant.</summary>
public sealed class ProviderQueries(IDatabase database)
{
    private readonly SealedStates states = new(database, StateNames.Provider, "sealedSettings");

    /// <summary>Every account's grain key with the id of the master key that its settings are sealed under.</summary>
    public IAsyncEnumerable<(string GrainKey, string MasterKey)> SealedAsync() => states.ReadAsync();
}
