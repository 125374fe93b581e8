using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payments.Contracts.Risk;
using Payments.Grains.Risk;
using Payments.Testing;

namespace Payments.Grains.Tests.Risk;

/// <summary>Countries from a file in MaxMind's format, which Debian's MaxMind::DB::Writer makes here.</summary>
public sealed class CountryFileTests : IDisposable
{
    private const string Writer = """
        use MaxMind::DB::Writer::Tree;
        my ($file, $country) = @ARGV;
        my $tree = MaxMind::DB::Writer::Tree->new(
            ip_version => 6, record_size => 24, database_type => 'Test-Country', languages => ['en'], description => { en => 'test' },
            remove_reserved_networks => 0, map_key_type_callback => sub { $_[0] =~ /country/ ? 'map' : 'utf8_string' });
        $tree->insert_network('203.0.113.0/24', { country => { iso_code => $country } });
        $tree->insert_network('198.51.100.0/24', { registered_country => { iso_code => 'FR' } });
        $tree->insert_network('2001:db8:7::/48', { country => { iso_code => 'JP' } });
        open my $out, '>:raw', $file or die $!;
        $tree->write_tree($out);
        close $out;
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("payments-countries-").FullName;
    private readonly ManualTimeProvider time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Countries_are_found_and_the_file_is_read_again_when_it_changes()
    {
        var path = await WriteAsync("DE");
        var file = Open(path);
        new[] { "203.0.113.7", "::ffff:203.0.113.7", "198.51.100.1", "2001:db8:7::1", "192.0.2.1", null }
            .Select(text => file.Find(text is null ? null : IPAddress.Parse(text)))
            .Should().Equal("DE", "DE", "FR", "JP", null, null);

        await WriteAsync("AT");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(1));
        file.Find(IPAddress.Parse("203.0.113.7")).Should().Be("DE", "it is looked at once a minute");
        time.Advance(CountryFile.LookEvery);
        file.Find(IPAddress.Parse("203.0.113.7")).Should().Be("AT");

        await File.WriteAllTextAsync(path, "no database");
        time.Advance(CountryFile.LookEvery);
        file.Find(IPAddress.Parse("203.0.113.7")).Should().Be("AT", "what was read stays in force");
    }

    [Fact]
    public void Without_a_file_no_country_is_known()
    {
        var file = Open("");
        (file.IsConfigured, file.Find(IPAddress.Parse("203.0.113.7"))).Should().Be((false, null));
        var missing = new RiskOptions { CountryFile = Path.Combine(folder, "none.mmdb") };
        new RiskOptionsValidator().Validate(null, missing).Failed.Should().BeTrue();
        new RiskOptionsValidator().Validate(null, new RiskOptions()).Succeeded.Should().BeTrue();
    }

    private CountryFile Open(string path) =>
        new(Options.Create(new RiskOptions { CountryFile = path }), time, NullLogger<CountryFile>.Instance);

    private async Task<string> WriteAsync(string country)
    {
        var (path, script) = (Path.Combine(folder, "countries.mmdb"), Path.Combine(folder, "write.pl"));
        await File.WriteAllTextAsync(script, Writer);
        using var perl = Process.Start(new ProcessStartInfo("perl", [script, path, country]) { RedirectStandardError = true })!;
        var told = await perl.StandardError.ReadToEndAsync();
        await perl.WaitForExitAsync();
        perl.ExitCode.Should().Be(0, told);
        return path;
    }
}
