using Payments.Http.Api;

namespace Payments.Http.Users;

/// <summary>What an end user sees himself, with a token of his merchant.</summary>
internal sealed class MeEndpoints(UserStatements statements) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapUser("GET", "/me/balance", call => statements.BalanceAsync(call, call.User));
        routes.MapUser("GET", "/me/statement", call => statements.StatementAsync(call, call.User));
    }
}
