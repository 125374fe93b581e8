using Microsoft.AspNetCore.Http;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Admin;

/// <summary>The e-mail addresses of the installation's operators.</summary>
internal sealed record OperatorsView(IReadOnlyList<string> Operators);

/// <summary>Who looks at every shop, and that somebody does so no more. The last one stays.</summary>
internal sealed class OperatorEndpoints(OperatorRoll operators) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", "/admin/operators", async call => Answer(call, await operators.ListAsync()));
        routes.MapAdmin("DELETE", "/admin/operators/{email}", RemoveAsync);
    }

    private async Task<IResult> RemoveAsync(ApiCall call)
    {
        var email = ApiRules.Email(call.Route("email"));
        return await operators.RemoveAsync(email) switch
        {
            OperatorRemoval.Removed => Answer(call, await operators.ListAsync()),
            OperatorRemoval.Last =>
                throw new InputException("email", "is the last operator; make another one first", StatusCodes.Status409Conflict),
            OperatorRemoval.None => throw new InputException("email", "is no operator's", StatusCodes.Status404NotFound),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static IResult Answer(ApiCall call, IReadOnlyList<string> operators) =>
        call.Answer(new OperatorsView(operators), ApiJson.Relaxed.EnvelopeOperatorsView);
}
