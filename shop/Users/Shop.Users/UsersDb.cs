using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Users.Profiles;

namespace Shop.Users;

internal sealed class UsersDb(DbContextOptions<UsersDb> options) : ModuleDbContext(options)
{
    public DbSet<Profile> Profiles => Set<Profile>();

    protected override void Configure(ModelBuilder model) => model.Entity<Profile>(profile =>
    {
        profile.Property(p => p.Id).ValueGeneratedNever();
        // Not unique: whose address it is to sign in with is auth's decision. A registration that was cut off
        // leaves a profile that nobody can sign in to, and must not keep the next one from having one.
        profile.Property(p => p.Email).HasMaxLength(254);
        profile.Property(p => p.Name).HasMaxLength(200);
        profile.Property(p => p.Role).HasMaxLength(16);
    });
}
