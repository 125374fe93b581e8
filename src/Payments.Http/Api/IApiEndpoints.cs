namespace Payments.Http.Api;

/// <summary>A subject of the set-up API. One instance, made with its services when the routes are mapped, answers all requests.</summary>
internal interface IApiEndpoints
{
    /// <summary>Adds the routes.</summary>
    void Map(ApiRoutes routes);
}
