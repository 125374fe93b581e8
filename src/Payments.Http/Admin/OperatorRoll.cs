using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Storage.Queries;

namespace Payments.Http.Admin;

/// <summary>What became of making somebody no operator any more.</summary>
internal enum OperatorRemoval
{
    /// <summary>The person is none from the next request on.</summary>
    Removed,

    /// <summary>The person is the last one, who stays.</summary>
    Last,

    /// <summary>The person is none.</summary>
    None,
}

/// <summary>Who the installation's operators are.</summary>
internal sealed class OperatorRoll(PersonQueries people, IOrderIds ids, IGrainFactory grains)
{
    /// <summary>Their e-mail addresses, in order.</summary>
    public Task<IReadOnlyList<string>> ListAsync() => people.OperatorsAsync();

    /// <summary>Makes somebody no operator any more.</summary>
    public async Task<OperatorRemoval> RemoveAsync(string email)
    {
        if (await people.OperatorsAsync() is [var last] && ids.PersonOf(last) == ids.PersonOf(email)) return OperatorRemoval.Last;
        return await grains.Find<IPersonGrain>(ids.PersonOf(email).GrainKey).DropOperatorAsync()
            ? OperatorRemoval.Removed
            : OperatorRemoval.None;
    }
}
