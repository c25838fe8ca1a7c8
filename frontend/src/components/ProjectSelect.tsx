import { Select } from "@mantine/core";

import type { ChosenProject } from "@/lib/chosen-project";

/** Which project a page of one's own is about; nothing where there is no choice. */
export function ProjectSelect({ projects, projectId, choose }: ChosenProject) {
  if (projects.length < 2) return null;
  return (
    <Select
      aria-label="Project"
      allowDeselect={false}
      value={projectId}
      onChange={(value) => {
        if (value !== null) choose(value);
      }}
      data={projects.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
