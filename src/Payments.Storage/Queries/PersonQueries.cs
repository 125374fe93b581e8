using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Looks into the stored people of the console.</summary>
public sealed class PersonQueries(IDatabase database)
{
    private readonly SealedStates states = new(database, StateNames.Person, "sealedSecret");

    /// <summary>The grain key of everybody with a second factor, with the id of the master key that its secret is sealed under.</summary>
    public IAsyncEnumerable<(string GrainKey, string MasterKey)> SealedAsync() => states.ReadAsync();
}
