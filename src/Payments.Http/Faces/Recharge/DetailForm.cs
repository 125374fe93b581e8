using Microsoft.AspNetCore.Http;
using Payments.Http.Api;

namespace Payments.Http.Faces.Recharge;

/// <summary>The recharge document's form of a refusal, as its FastAPI has it: <c>{"detail": "…"}</c>.</summary>
internal sealed class DetailForm : IApiForm
{
    /// <inheritdoc />
    public IResult Refuse(int status, string error, DateTimeOffset now) =>
        TypedResults.Json(new DetailView(error), RechargeJson.Relaxed.DetailView, statusCode: status);
}

/// <summary>A refusal.</summary>
/// <param name="Detail">The field and what was expected of it, or a message of the document's troubleshooting table.</param>
internal sealed record DetailView(string Detail);
