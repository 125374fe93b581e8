using Microsoft.AspNetCore.Http;

namespace Payments.Http.Api;

/// <summary>How an API says what it refuses: two published documents lie below one path, each with a form of its own.</summary>
internal interface IApiForm
{
    /// <summary>An error.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="error">The field and what was expected of it.</param>
    /// <param name="now">The present.</param>
    IResult Refuse(int status, string error, DateTimeOffset now);
}

/// <summary>The WoPay document's envelope.</summary>
internal sealed class EnvelopeForm : IApiForm
{
    /// <inheritdoc />
    public IResult Refuse(int status, string error, DateTimeOffset now) => TypedResults.Json(
        new Envelope<string>(false, null, error, ApiTime.Format(now)), ApiJson.Relaxed.EnvelopeString, statusCode: status);
}
