using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Admin;

/// <summary>The e-mail addresses of the installation's operators.</summary>
internal sealed record OperatorsView(IReadOnlyList<string> Operators);

/// <summary>Who looks at every shop, and that somebody does so no more. The last one stays.</summary>
internal sealed class OperatorEndpoints(PersonQueries people, IOrderIds ids) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", "/admin/operators", async call => Answer(call, await people.OperatorsAsync()));
        routes.MapAdmin("DELETE", "/admin/operators/{email}", RemoveAsync);
    }

    private async Task<IResult> RemoveAsync(ApiCall call)
    {
        var email = ApiRules.Email(call.Route("email"));
        if (await people.OperatorsAsync() is [var last] && last == email)
            throw new InputException("email", "is the last operator; make another one first", StatusCodes.Status409Conflict);
        return await call.Grains.Find<IPersonGrain>(ids.PersonOf(email).GrainKey).DropOperatorAsync()
            ? Answer(call, await people.OperatorsAsync())
            : throw new InputException("email", "is no operator's", StatusCodes.Status404NotFound);
    }

    private static IResult Answer(ApiCall call, IReadOnlyList<string> operators) =>
        call.Answer(new OperatorsView(operators), ApiJson.Relaxed.EnvelopeOperatorsView);
}
